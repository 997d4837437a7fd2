namespace Tauro.Stores.Local.State;

/// <summary>
/// Orders paths ordinally by segment: <c>/</c> sorts before every other character, so <c>a/x</c> precedes <c>a-b</c>.
/// </summary>
internal sealed class PathOrder : IComparer<string>
{
    public static PathOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x!.Length || common == y!.Length) return x.Length.CompareTo(y!.Length);
        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    private static int Rank(char c) => c == '/' ? -1 : c;
}
