using System.Globalization;

namespace Samples.Dates;

/// <summary>Writes a date as people do, in lower case: "thursday the 3rd of march 1994".</summary>
public static class DateText
{
    /// <summary>Ways to write a date. Where it is all numbers, the day comes before the month.</summary>
    public static int Ways => 10;

    /// <summary>Writes a date in one of the ways.</summary>
    public static string Write(DateOnly date, int way)
    {
        (int day, int year) = (date.Day, date.Year);
        string month = In("MMMM"), shortMonth = In("MMM"), weekday = In("dddd"), ordinal = day + Suffix(day);
        return way switch
        {
            0 => $"{day} {month} {year}",
            1 => $"{day} {shortMonth} {year}",
            2 => $"{month} {day}, {year}",
            3 => $"{shortMonth} {day} {year}",
            4 => $"the {ordinal} of {month}, {year}",
            5 => $"{weekday} the {ordinal} of {month} {year}",
            6 => $"{weekday}, {month} {day}, {year}",
            7 => $"{year}, {month} the {ordinal}",
            8 => $"{day}/{date.Month}/{year}",
            9 => In("dd.MM.yyyy"),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, $"Ways are from 0 to {Ways - 1}."),
        };

        string In(string format) => date.ToString(format, CultureInfo.InvariantCulture).ToLowerInvariant();
    }

    private static string Suffix(int day) => (day % 10, day / 10) switch
    {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
}
