using Tauro.Stores.Artifacts;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Events;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Purges;
using Tauro.Stores.Retention;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Stores.ContractTests;

/// <summary>A newly opened tracking store that a backend provides for the contract suites.</summary>
public abstract class TrackingStoreUnderTest : IAsyncDisposable
{
    public abstract IRunStore Runs { get; }

    public abstract ILoggedModelStore LoggedModels { get; }

    public abstract ITraceStore Traces { get; }

    public abstract IEvaluationStore Evaluation { get; }

    public abstract IScorerStore Scorers { get; }

    public abstract IIssueStore Issues { get; }

    public abstract IReviewStore Reviews { get; }

    public abstract IPurgeStore Purges { get; }

    public abstract IRetentionStore Retention { get; }

    public abstract IMetricRuleStore MetricRules { get; }

    /// <summary>The number of runs and metric rules of which it is stored how the run meets the rule.</summary>
    public abstract int MetricRuleStates { get; }

    public abstract ArtifactStore Artifacts { get; }

    public abstract IEventLog Events { get; }

    public abstract IDeadEventStore DeadEvents { get; }

    /// <summary>Writes a checkpoint; does nothing if the backend has none.</summary>
    public virtual ValueTask Checkpoint() => ValueTask.CompletedTask;

    /// <summary>Closes the store and opens it again over the same data.</summary>
    public abstract ValueTask Reopen();

    /// <summary>Opens another store over the same data, as another process would; refused where one process owns it.
    /// </summary>
    public abstract ValueTask<TrackingStoreUnderTest> OpenAnother();

    /// <summary>Lets time pass by the clock that the store gives claims out by.</summary>
    public abstract ValueTask Pass(TimeSpan time);

    public abstract ValueTask DisposeAsync();
}
