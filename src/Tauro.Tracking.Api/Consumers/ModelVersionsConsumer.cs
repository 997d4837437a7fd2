using MassTransit;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Consumers;

/// <summary>
/// Links a run, and a logged model, to the model versions created from it. Repeated events are harmless: the stores
/// ignore a link that exists, also under a newer name of the model.
/// </summary>
public sealed class ModelVersionsConsumer(
    IRunStore runs, ILoggedModelStore models, ILogger<ModelVersionsConsumer> log)
    : IConsumer<ModelVersionCreated>, IConsumer<ModelVersionDeleted>, IConsumer<ModelUpdated>
{
    public async Task Consume(ConsumeContext<ModelVersionCreated> context)
    {
        var lifecycleEvent = context.Message;
        if ((lifecycleEvent.LoggedModelId ?? VersionSource.GetModel(lifecycleEvent.Source)) is { } modelId)
        {
            var named = await models.LinkModelVersion(
                modelId, lifecycleEvent.Name, lifecycleEvent.Version, context.CancellationToken);
            Report(named, lifecycleEvent);
        }

        if ((lifecycleEvent.SourceRunId ?? VersionSource.GetRun(lifecycleEvent.Source)) is not { } runId) return;
        var outcome = await runs.LinkModelVersion(
            runId, lifecycleEvent.Name, lifecycleEvent.Version, lifecycleEvent.ModelId, context.CancellationToken);
        Report(outcome, lifecycleEvent);
    }

    public async Task Consume(ConsumeContext<ModelVersionDeleted> context)
    {
        var lifecycleEvent = context.Message;
        if ((lifecycleEvent.LoggedModelId ?? VersionSource.GetModel(lifecycleEvent.Source)) is { } modelId)
        {
            var unlinked = await models.UnlinkModelVersion(
                modelId, lifecycleEvent.Name, lifecycleEvent.Version, context.CancellationToken);
            Report(unlinked, lifecycleEvent);
        }

        if ((lifecycleEvent.SourceRunId ?? VersionSource.GetRun(lifecycleEvent.Source)) is not { } runId) return;
        var outcome = await runs.UnlinkModelVersion(
            runId, lifecycleEvent.Name, lifecycleEvent.Version, lifecycleEvent.ModelId, context.CancellationToken);
        Report(outcome, lifecycleEvent);
    }

    public async Task Consume(ConsumeContext<ModelUpdated> context)
    {
        var lifecycleEvent = context.Message;
        if (lifecycleEvent.PreviousName is not { } before) return;
        var outcome = await runs.RenameModel(
            before, lifecycleEvent.Name, lifecycleEvent.ModelId, context.CancellationToken);
        Report(outcome, lifecycleEvent);
        Report(await models.RenameModel(before, lifecycleEvent.Name, context.CancellationToken), lifecycleEvent);
    }

    /// <summary>
    /// Logs a refused change, which is not retried. A run or logged model that does not exist is not worth a warning:
    /// MLflow's clients may register a version from a run of another tracker, and its server does not check the id.
    /// </summary>
    private void Report<T>(StoreOutcome<T> outcome, LifecycleEvent lifecycleEvent)
    {
        if (outcome.Problem is { Kind: not ProblemKind.NotFound } problem)
            log.ModelVersionNotLinked(
                EventCatalog.NameOf(lifecycleEvent), lifecycleEvent.Subject, problem.Code, problem.Message);
    }
}
