using System.Buffers;

namespace Tauro.Contracts.Json;

/// <summary>
/// Counts the rows of a JSON document as it arrives: one for each value, name and bracket, and one more for each empty
/// list or object. It reads no values, so that JSON is counted to its end even if it contains a bare <c>NaN</c>.
/// </summary>
public sealed class JsonRows
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\",:[]{}"u8);

    // Each value and name is the first one or follows a comma, a colon or an opening bracket.
    private int rows = 1;
    private bool isInString;
    private bool isEscaped;

    /// <summary>Whether there are more than <see cref="Limits.JsonRowsMax"/>.</summary>
    public bool AreExceeded => rows > Limits.JsonRowsMax;

    /// <summary>Counts the next bytes, in UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        while (!json.IsEmpty && !AreExceeded)
        {
            if (isEscaped)
            {
                isEscaped = false;
                json = json[1..];
                continue;
            }

            var at = isInString ? json.IndexOfAny((byte)'"', (byte)'\\') : json.IndexOfAny(Marks);
            if (at < 0) return;
            if (json[at] == '"') isInString = !isInString;
            else if (isInString) isEscaped = true;
            else rows++;
            json = json[(at + 1)..];
        }
    }
}
