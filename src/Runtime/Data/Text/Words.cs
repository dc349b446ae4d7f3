using System.Text;

namespace CompiledNets;

/// <summary>Cuts text into words: runs of letters, marks and digits, with apostrophes inside (<c>don't</c>), and each other
/// character that is no blank as a word of its own.</summary>
internal static class Words
{
    public static IEnumerable<string> Of(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int length = LengthAt(text, start);
            if (!char.IsWhiteSpace(text[start]))
            {
                yield return text.Substring(start, length);
            }

            start += length;
        }
    }

    private static int LengthAt(string text, int start)
    {
        int length = 0;
        while (start + length < text.Length && InWord(text, start, start + length))
        {
            length += RuneAt(text, start + length).Utf16SequenceLength;
        }

        return length > 0 ? length : RuneAt(text, start).Utf16SequenceLength;
    }

    private static bool InWord(string text, int start, int index)
    {
        bool apostrophe = text[index] is '\'' or '’' && index > start && index + 1 < text.Length;
        return IsWordLike(RuneAt(text, apostrophe ? index + 1 : index));
    }

    private static bool IsWordLike(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>The character at an index; half of a pair alone counts as the replacement character.</summary>
    private static Rune RuneAt(string text, int index) => Rune.TryGetRuneAt(text, index, out Rune rune) ? rune : Rune.ReplacementChar;
}
