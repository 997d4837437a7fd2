using Tauro.Stores.Evaluation;
using Tauro.Stores.Guards;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.MetricRules;
using Tauro.Stores.Purges;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Tracking.Api.Access;

/// <summary>The guards of the stores whose resources belong to an experiment.</summary>
internal static class TrackingGuards
{
    public static void AddTrackingGuards(this IServiceCollection services) => services
        .AddSingleton(provider => new ExperimentAccess(
            provider.GetRequiredKeyedService<IRunStore>(GuardServices.Unguarded),
            provider.GetKeyedService<ILoggedModelStore>(GuardServices.Unguarded),
            provider.GetKeyedService<ITraceStore>(GuardServices.Unguarded)))
        .AddGuard<IRunStore, ExperimentAccess>((store, access) => new GuardedRunStore(store, access))
        .AddGuard<IRunHistory, ExperimentAccess>((history, access) => new GuardedRunHistory(history, access))
        .AddGuard<ILoggedModelStore, ExperimentAccess>((store, access) => new GuardedLoggedModelStore(store, access))
        .AddGuard<ITraceStore, ExperimentAccess>((store, access) => new GuardedTraceStore(store, access))
        .AddGuard<IMetricRuleStore, ExperimentAccess>((store, access) => new GuardedMetricRuleStore(store, access))
        .AddGuard<IEvaluationStore, ExperimentAccess>((store, access) => new GuardedEvaluationStore(store, access))
        .AddGuard<IScorerStore, ExperimentAccess>((store, access) => new GuardedScorerStore(store, access))
        .AddGuard<IIssueStore, ExperimentAccess>((store, access) => new GuardedIssueStore(store, access))
        .AddGuard<IReviewStore, ExperimentAccess>((store, access) => new GuardedReviewStore(store, access))
        .AddGuard<IPurgeStore, ExperimentAccess>((store, access) => new GuardedPurgeStore(store, access));
}
