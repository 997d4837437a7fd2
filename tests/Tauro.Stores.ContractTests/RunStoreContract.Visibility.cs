using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Trail;
using Tauro.Stores.Runs;
using Tauro.Stores.Trail;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task Who_creates_an_experiment_owns_it()
    {
        CurrentActor.Value = new TrailActor(
            ActorKind.Client, Account: new TrailAccount(PrincipalKind.User, new AccountId("olga")));
        var owned = Ok(await Runs.CreateExperiment(new NewExperiment("owned")));
        CurrentActor.Value = new TrailActor(
            ActorKind.Client, Account: new TrailAccount(PrincipalKind.Service, new AccountId("registry")));
        var other = Ok(await Runs.CreateExperiment(new NewExperiment("of a service")));

        Assert.Equal("olga", Ok(await Runs.GetExperiment(owned.ExperimentId)).Owner?.Value);
        Assert.Null(other.Owner);
    }

    [Fact]
    public async Task A_search_finds_only_what_its_reader_may_see()
    {
        var visible = Ok(await Runs.CreateExperiment(new NewExperiment("visible"))).ExperimentId;
        var hidden = Ok(await Runs.CreateExperiment(new NewExperiment("hidden"))).ExperimentId;
        var seen = Ok(await Runs.StartRun(new NewRun(visible)));
        await Runs.StartRun(new NewRun(hidden));
        var only = new HashSet<ExperimentId> { visible };
        var page = new PageRequest(1);

        foreach (var asked in new ExperimentId[]?[] { null, [hidden, visible] })
        {
            var query = new RunQuery(asked, page, VisibleIn: only);
            var found = Ok(await Runs.SearchRuns(query));
            Assert.Equal(seen.RunId, Assert.Single(found.Items).RunId);
            Assert.Null(found.NextPageToken);
            Assert.Equal([seen.RunId], Ok(await Runs.FindRuns(query)));
            Assert.Equal([seen.RunId], Ok(await Runs.ReadValues(query, [], 10)).RunIds);
            var groups = Ok(await Runs.AggregateRuns(new RunAggregationQuery(asked, VisibleIn: only)));
            Assert.Equal(1, Assert.Single(groups.Groups).Count);
        }

        var experiments = Ok(await Runs.SearchExperiments(
            new ExperimentQuery(page, IsVisible: experiment => experiment.ExperimentId == visible)));
        Assert.Equal(visible, Assert.Single(experiments.Items).ExperimentId);
        Assert.Null(experiments.NextPageToken);
        Assert.Equal([hidden], await Runs.FindExperiments(experiment => experiment.Name == "hidden"));
        Assert.Equal(visible, await Runs.FindExperiment(seen.RunId));
        Assert.Null(await Runs.FindExperiment(new RunId("00000000000000000000000000000000")));
    }
}
