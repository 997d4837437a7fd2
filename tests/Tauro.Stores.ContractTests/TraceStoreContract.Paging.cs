using Tauro.Contracts.Traces;
using Tauro.Stores.Traces;

namespace Tauro.Stores.ContractTests;

public abstract partial class TraceStoreContract
{
    [Fact]
    public async Task Traces_added_or_deleted_between_pages_neither_repeat_nor_hide_others()
    {
        for (var i = 0; i < 12; i++) Ok(await Traces.StartTrace(Info($"tr-{i:00}", 1_000 + (i / 4))));
        var round = 0;
        var paged = await Pages.Read(
            page => Traces.SearchTraces(new TraceQuery([Default], page)), 3, async () =>
            {
                if (round == 3) return;
                Ok(await Traces.StartTrace(Info($"tr-new-{round}", 1_000 + round)));
                Ok(await Traces.StartTrace(Info($"tr-{round}-0", 2_000)));
                Ok(await Traces.DeleteTraces(Default, new TraceDeletion { TraceIds = [new($"tr-{8 + round++:00}")] }));
            });
        Assert.Equal(
            Enumerable.Range(0, 12).OrderByDescending(i => i / 4).ThenBy(i => i).Select(i => $"tr-{i:00}"),
            paged.Select(trace => trace.TraceId.Value).Where(id => id.Length == "tr-00".Length));
        Assert.Equal(paged.Count, paged.DistinctBy(trace => trace.TraceId).Count());
    }

    [Fact]
    public async Task A_page_token_of_traces_is_valid_only_for_its_query()
    {
        for (var i = 0; i < 4; i++) Ok(await Traces.StartTrace(Info($"tr-{i}", i)));
        await Pages.AcceptOnlyTheirOwnTokens(
            page => Traces.SearchTraces(new TraceQuery([Default], page)),
            page => Traces.SearchTraces(new TraceQuery([Default, new("7")], page)),
            page => Traces.SearchTraces(new TraceQuery([Default], page, OrderBy: [new(new(default, "timestamp_ms"))])));
    }
}
