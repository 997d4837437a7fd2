using Tauro.Contracts;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.ContractTests;

/// <summary>Reads lists page by page.</summary>
internal static class Pages
{
    /// <param name="list">Reads one page.</param>
    /// <param name="size">Items in a page.</param>
    /// <param name="between">Called before each page except the first.</param>
    public static async Task<List<T>> Read<T>(
        Func<PageRequest, ValueTask<StoreOutcome<Page<T>>>> list, int size, Func<Task>? between = null)
    {
        var (read, token) = (new List<T>(), default(string));
        do
        {
            if (token is not null && between is not null) await between();
            var page = (await list(new PageRequest(size, token))).Value;
            Assert.InRange(page.Items.Count, 0, size);
            read.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return read;
    }

    /// <summary>Asserts that each list accepts its own token with any page size, and refuses the others.</summary>
    public static async Task AcceptOnlyTheirOwnTokens<T>(
        params Func<PageRequest, ValueTask<StoreOutcome<Page<T>>>>[] lists)
    {
        foreach (var list in lists)
        {
            var token = (await list(new PageRequest(1))).Value.NextPageToken;
            Assert.NotNull(token);
            foreach (var other in lists)
            {
                var problem = (await other(new PageRequest(2, token))).Problem;
                Assert.Equal(other == list ? null : ProblemCodes.InvalidPageToken, problem?.Code);
                if (problem is not null) Assert.Contains("another query", problem.Message);
            }
        }
    }
}
