using Tauro.Contracts;
using Tauro.Web.Charts;
using Tauro.Web.Runs;

namespace Tauro.Web.Pages.Charts;

/// <summary>A plot of many runs. The axes to choose from are those of the first runs.</summary>
public abstract class PlotPage : ExperimentTabPage
{
    private const int SampledRuns = 200;

    /// <summary>The columns that are offered.</summary>
    protected const int ChoicesMax = 300;

    /// <summary>The problem of the search for runs; null when there is none.</summary>
    protected Problem? SearchProblem { get; private set; }

    /// <summary>The params and metrics of the first runs.</summary>
    protected IReadOnlyList<PlotColumn> Columns { get; private set; } = [];

    /// <summary>Those that can be an axis of numbers or the color.</summary>
    protected IEnumerable<RunColumn> Numeric =>
        Columns.Where(column => column.IsNumeric).Select(column => column.Column).Take(ChoicesMax);

    protected override async Task Load()
    {
        await base.Load();
        if (Experiment is null) return;
        var found = await Api.SearchRuns(View.ToSearch() with { MaxResults = SampledRuns }, Cancel);
        SearchProblem = found.Problem;
        Columns = PlotColumn.FindAll(found.Value?.Items ?? []);
    }

    /// <summary>Those parameters of the address that have one of these names.</summary>
    protected IEnumerable<KeyValuePair<string, string>> Kept(params string[] names) =>
        from parameter in Context.Request.Query
        where names.Contains(parameter.Key)
        from value in parameter.Value
        where value is not null
        select KeyValuePair.Create(parameter.Key, value);
}
