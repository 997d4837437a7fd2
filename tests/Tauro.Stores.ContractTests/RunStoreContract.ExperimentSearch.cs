using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    private static readonly Field ExperimentName = new(FieldKind.Attribute, "name");

    [Fact]
    public async Task Experiments_are_searched_by_name_pattern_and_tag()
    {
        await Tagged("fraud eu", "risk");
        await Tagged("fraud us", "ops");
        await Tagged("churn", "risk");

        Filter named = new Filter.Compare(ExperimentName, CompareOperator.Like, Literal.From("fraud%"));
        Filter tagged = new Filter.Compare(
            new Field(FieldKind.Tag, "team"), CompareOperator.Equal, Literal.From("risk"));

        Assert.Equal(["fraud eu", "fraud us"], (await Names(named)).Order());
        Assert.Equal(["churn", "fraud eu"], (await Names(tagged)).Order());
        Assert.Equal(["fraud eu"], await Names(new Filter.And(named, tagged)));
        Assert.Equal(["churn", "fraud eu", "fraud us"], (await Names(new Filter.Or(named, tagged))).Order());
        Assert.Contains("Default", await Names(new Filter.Not(tagged)));

        async Task Tagged(string name, string team) => Ok(await Runs.CreateExperiment(
            new NewExperiment(name, Tags: new Dictionary<string, string> { ["team"] = team })));
    }

    [Fact]
    public async Task Experiments_are_returned_in_the_requested_order()
    {
        foreach (var name in new[] { "b", "c", "a" }) await NewExperiment(name);

        Assert.Equal(["Default", "a", "b", "c"], await Names(null, new OrderBy(ExperimentName)));
        Assert.Equal(["c", "b", "a", "Default"], await Names(null, new OrderBy(ExperimentName, Descending: true)));
    }

    [Fact]
    public async Task Without_an_order_the_newest_experiments_come_first()
    {
        await NewExperiment("older");
        await NewExperiment("newer");

        var found = Ok(await Runs.SearchExperiments(new ExperimentQuery(new PageRequest()))).Items;
        Assert.Equal(
            found.OrderByDescending(e => e.CreationTime).ThenBy(e => long.Parse(e.ExperimentId)).Select(e => e.Name),
            found.Select(e => e.Name));
    }

    [Fact]
    public async Task The_view_determines_whether_deleted_experiments_are_found()
    {
        Ok(await Runs.DeleteExperiment((await NewExperiment("gone")).ExperimentId));
        await NewExperiment("here");

        Assert.Equal(["Default", "here"], (await In(LifecycleView.ActiveOnly)).Order(StringComparer.Ordinal));
        Assert.Equal(["gone"], await In(LifecycleView.DeletedOnly));
        Assert.Equal(["Default", "gone", "here"], (await In(LifecycleView.All)).Order(StringComparer.Ordinal));

        async Task<string[]> In(LifecycleView view) =>
            [.. Ok(await Runs.SearchExperiments(new ExperimentQuery(new(), view))).Items.Select(e => e.Name)];
    }

    [Fact]
    public async Task The_pages_of_experiments_contain_each_experiment_once()
    {
        for (var i = 0; i < 7; i++) await NewExperiment($"e{i}");

        var (found, token) = (new List<string>(), default(string));
        do
        {
            var page = Ok(await Runs.SearchExperiments(new ExperimentQuery(new PageRequest(3, token))));
            Assert.InRange(page.Items.Count, 1, 3);
            found.AddRange(page.Items.Select(e => e.Name));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(8, found.Count);
        Assert.Equal(8, found.Distinct().Count());
    }

    [Fact]
    public async Task An_unknown_page_token_is_refused()
    {
        Refused(await Runs.SearchExperiments(new ExperimentQuery(new PageRequest(3, "no such token"))),
            ProblemKind.Invalid, ProblemCodes.InvalidPageToken);
    }

    private async Task<string[]> Names(Filter? filter, params OrderBy[] order)
    {
        var query = new ExperimentQuery(new PageRequest(), Filter: filter, OrderBy: order.Length == 0 ? null : order);
        return [.. Ok(await Runs.SearchExperiments(query)).Items.Select(e => e.Name)];
    }
}
