namespace Samples.Dates;

/// <summary>A date in two writings.</summary>
/// <param name="Text">As people write it: "3 march 1994".</param>
/// <param name="Date">As ISO 8601 does: "1994-03-03".</param>
public readonly record struct DatePair(string Text, string Date);
