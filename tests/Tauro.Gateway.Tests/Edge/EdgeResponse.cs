namespace Tauro.Gateway.Tests.Edge;

/// <summary>A response as it was received.</summary>
public sealed record EdgeResponse(int Status, string Head, string Body)
{
    private const string HeadEnd = "\r\n\r\n";

    public static EdgeResponse Parse(string response)
    {
        var end = response.IndexOf(HeadEnd, StringComparison.Ordinal);
        Assert.True(end > 0, $"No response: '{response}'");
        return new(int.Parse(response.AsSpan(9, 3)), response[..end], response[(end + HeadEnd.Length)..]);
    }

    /// <summary>Returns the value of a header; null when it was not sent.</summary>
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 2)..])
        .SingleOrDefault();
}
