using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Stores.ContractTests;

/// <summary>The base of the suites for a tracking store: a new store for each test, and helper methods.</summary>
public abstract class TrackingStoreContract : IAsyncLifetime
{
    private TrackingStoreUnderTest? store;

    protected TrackingStoreUnderTest Store => store!;

    protected IRunStore Runs => Store.Runs;

    protected ILoggedModelStore LoggedModels => Store.LoggedModels;

    protected ITraceStore Traces => Store.Traces;

    protected ArtifactStore Artifacts => Store.Artifacts;

    protected IEventLog Events => Store.Events;

    /// <summary>Opens an empty store for one test.</summary>
    protected abstract ValueTask<TrackingStoreUnderTest> Open();

    public async ValueTask InitializeAsync() => store = await Open();

    public async ValueTask DisposeAsync()
    {
        if (store is not null) await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static T Ok<T>(StoreOutcome<T> outcome)
    {
        if (outcome.Problem is { } problem) Assert.Fail($"Refused: {problem.Kind} {problem.Code}: {problem.Message}");
        return outcome.Value;
    }

    protected static StoreProblem Refused<T>(StoreOutcome<T> outcome, ProblemKind kind, string code)
    {
        var problem = outcome.Problem;
        if (problem is null) Assert.Fail($"Accepted, but expected {kind} {code}.");
        Assert.Equal((kind, code), (problem.Kind, problem.Code));
        Assert.False(string.IsNullOrWhiteSpace(problem.Message));
        return problem;
    }

    protected static StoreProblem Invalid<T>(StoreOutcome<T> outcome)
    {
        var problem = outcome.Problem;
        if (problem is null) Assert.Fail("Accepted, but expected it to be refused as invalid.");
        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.False(string.IsNullOrWhiteSpace(problem.Message));
        return problem;
    }

    protected async Task<Experiment> NewExperiment(string name = "fraud") =>
        Ok(await Runs.CreateExperiment(new NewExperiment(name)));

    protected async Task<Run> NewRun(string? name = null)
    {
        var found = await Runs.GetExperimentByName("fraud");
        var experiment = found.IsOk ? found.Value : await NewExperiment();
        return Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, name)));
    }

    protected async Task Log(Run run, params MetricPoint[] points) =>
        Ok(await Runs.Log(run.RunId, new RunBatch(points)));

    protected async Task<Run> Reread(Run run) => Ok(await Runs.GetRun(run.RunId));

    /// <summary>Returns the types of the events after a sequence.</summary>
    protected async Task<string[]> EventTypes(long after) => [.. (await EventsAfter(after)).Select(e => e.Type)];

    protected async Task<IReadOnlyList<EventRecord>> EventsAfter(long after) =>
        Ok(await Events.Read(after, Tauro.Contracts.Limits.EventPageSizeMax));

    /// <summary>Returns the events of one change.</summary>
    protected async Task<IReadOnlyList<EventRecord>> EventsOf(Func<Task> change)
    {
        var before = await Events.LastSequence();
        await change();
        return await EventsAfter(before);
    }
}
