using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Mlflow;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Mlflow;

public sealed class MlflowStreamTests
{
    private const int PageItems = 10_000;
    private const int Pages = 20;

    [Fact]
    public async Task Every_item_is_sent_once_and_in_order()
    {
        await using var service = await Serve(cancel => Counted(Pages, _ => { }, cancel));

        var (status, body) = await service.Get("/api/2.0/mlflow/list");

        Assert.Equal(200, status);
        Assert.Equal(
            Enumerable.Range(0, Pages * PageItems).Select(i => (long)i),
            body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt64()));
    }

    [Fact]
    public async Task A_list_without_items_is_omitted()
    {
        await using var service = await Serve(_ => FromPages([], []));

        Assert.Equal("{}", await service.Http.GetStringAsync("/api/2.0/mlflow/list"));
    }

    [Fact]
    public async Task A_page_is_read_after_the_previous_one_was_sent_and_little_is_buffered()
    {
        var body = new SentStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        var sentBefore = new List<long>();

        await Stream(Counted(Pages, _ => sentBefore.Add(body.Length), default)).ExecuteAsync(context);

        Assert.Equal(0, sentBefore[0]);
        Assert.All(Enumerable.Range(1, Pages - 1), i => Assert.True(sentBefore[i] >= i * PageItems * 10));
        Assert.InRange(body.SentAtOnceMax, 1, MlflowStream<long>.ItemsPerFlush * 20);
    }

    [Fact]
    public async Task A_failure_before_the_first_item_is_an_error_response()
    {
        await using var service = await Serve(cancel => Counted(
            1, _ => throw MlflowException.Missing("There is no such list."), cancel));

        var (status, body) = await service.Get("/api/2.0/mlflow/list");

        Assert.Equal(404, status);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", body.GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task A_later_failure_aborts_the_connection()
    {
        await using var service = await Serve(cancel => Counted(
            3, page => { if (page == 2) throw MlflowException.Missing("It went away."); }, cancel));

        using var response = await service.Http.GetAsync(
            "/api/2.0/mlflow/list", HttpCompletionOption.ResponseHeadersRead);

        Assert.True(response.IsSuccessStatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    private static Task<SmallService> Serve(Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<long>>> pages) =>
        SmallService.Start(
            app => app.MapMlflow().Get(
                "list", IResult (MlflowRequest request) => Stream(pages(request.Cancel))),
            builder => builder.Services.AddTauroMlflow());

    private static MlflowStream<long> Stream(IAsyncEnumerable<IReadOnlyList<long>> pages) =>
        new("items", pages, (item, number) => item.Integer("number", number));

    private static async IAsyncEnumerable<IReadOnlyList<long>> Counted(
        int pages, Action<int> onPage, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = 0; page < pages; page++)
        {
            await Task.Yield();
            onPage(page);
            cancel.ThrowIfCancellationRequested();
            yield return [.. Enumerable.Range(page * PageItems, PageItems).Select(i => (long)i)];
        }
    }

    private static IAsyncEnumerable<IReadOnlyList<long>> FromPages(params long[][] pages) =>
        pages.Select(page => (IReadOnlyList<long>)page).ToAsyncEnumerable();

    /// <summary>Counts the bytes sent, and the most between two flushes.</summary>
    private sealed class SentStream : MemoryStream
    {
        private long atFlush;

        public long SentAtOnceMax { get; private set; }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            SentAtOnceMax = Math.Max(SentAtOnceMax, Length - atFlush);
            atFlush = Length;
            return Task.CompletedTask;
        }
    }
}
