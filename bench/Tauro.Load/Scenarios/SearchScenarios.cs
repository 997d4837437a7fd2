namespace Tauro.Load.Scenarios;

/// <summary>Searches the many runs of one experiment.</summary>
public static class SearchScenarios
{
    private const int PageSize = 100;

    public static IEnumerable<Scenario> All(LoadOptions options)
    {
        var runs = options.SearchRuns % 1000 == 0 ? $"{options.SearchRuns / 1000}k" : $"{options.SearchRuns}";
        return
        [
            new($"search_{runs}_runs", Filtered),
            new($"search_{runs}_runs_nofilter", bed => Search(bed, "", [])),
        ];
    }

    private static async Task<Step> Filtered(TestBed bed)
    {
        var step = await Search(bed, "metrics.acc > 0.9 and params.lr = '0.01'", ["metrics.acc DESC"]);
        var page = await bed.Server.PostJson("runs/search", new
        {
            experiment_ids = new[] { await SearchedRuns.GetExperiment(bed) },
            filter = "metrics.acc > 0.9 and params.lr = '0.01'",
            order_by = new[] { "metrics.acc DESC" },
            max_results = PageSize,
        });
        var found = page["runs"]?.AsArray() ?? [];
        var values = found.Select(run => run!["data"]!["metrics"]!.AsArray()
            .Single(metric => (string)metric!["key"]! == "acc")!["value"]!.GetValue<double>()).ToList();
        if (!values.SequenceEqual(values.OrderDescending()))
            throw new InvalidDataException("The response is not in the requested order.");
        var expected = SearchedRuns.Matching(bed.Options.SearchRuns).OrderDescending().Take(PageSize);
        if (!values.SequenceEqual(expected)) throw new InvalidDataException("The search returned wrong runs.");
        return step;
    }

    private static async Task<Step> Search(TestBed bed, string filter, string[] orderBy)
    {
        var experiment = await SearchedRuns.GetExperiment(bed);
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
        {
            experiment_ids = new[] { experiment }, filter, order_by = orderBy, max_results = PageSize,
        });
        return new Step((_, _) => bed.Server.Post("runs/search", body));
    }
}
