namespace Tauro.Web.Parts;

/// <summary>The limit of what a page shows in total of content that clients have logged.</summary>
internal static class PageContent
{
    public const int CharactersMax = 2_000_000;

    /// <summary>
    /// Returns how many items, from the first, have their content shown: those that begin below the limit.
    /// </summary>
    public static int Count<T>(IEnumerable<T> items, Func<T, int> getLength)
    {
        var (count, characters) = (0, 0L);
        foreach (var item in items)
        {
            if (characters >= CharactersMax) break;
            characters += getLength(item);
            count++;
        }

        return count;
    }
}
