using MassTransit;
using Tauro.Contracts.Events;
using Tauro.Stores;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Consumers;

/// <summary>
/// Links a run, and a logged model, to the model versions created from it. Repeated events are harmless: the stores
/// ignore a link that exists.
/// </summary>
public sealed class ModelVersionsConsumer(
    IRunStore runs, ILoggedModelStore models, ILogger<ModelVersionsConsumer> log)
    : IConsumer<ModelVersionCreated>, IConsumer<ModelVersionDeleted>
{
    public async Task Consume(ConsumeContext<ModelVersionCreated> context)
    {
        var happened = context.Message;
        if (happened.LoggedModelId is { } modelId)
        {
            var named = await models.LinkModelVersion(
                modelId, happened.Name, happened.Version, context.CancellationToken);
            Report(named, happened);
        }

        if (happened.SourceRunId is not { } runId) return;
        var outcome = await runs.LinkModelVersion(
            runId, happened.Name, happened.Version, context.CancellationToken);
        Report(outcome, happened);
    }

    public async Task Consume(ConsumeContext<ModelVersionDeleted> context)
    {
        var happened = context.Message;
        if (happened.SourceRunId is not { } runId) return;
        var outcome = await runs.UnlinkModelVersion(
            runId, happened.Name, happened.Version, context.CancellationToken);
        Report(outcome, happened);
    }

    /// <summary>Logs a refused change. It is not retried: an unknown run, for example, stays unknown.</summary>
    private void Report<T>(StoreOutcome<T> outcome, LifecycleEvent happened)
    {
        if (outcome.Problem is { } problem)
            log.ModelVersionNotLinked(EventCatalog.NameOf(happened), happened.Subject, problem.Code, problem.Message);
    }
}
