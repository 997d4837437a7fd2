using System.Text.Json;
using MassTransit;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Events;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Consumers;

/// <summary>
/// Records the last status of a source run in the versions made from it. Each event carries its position in Tracking's
/// log, and the store ignores events older than the last one recorded, so repeated and late events are harmless.
/// </summary>
public sealed class SourceRunsConsumer(IModelStore models, ILogger<SourceRunsConsumer> log) :
    IConsumer<RunEnded>,
    IConsumer<RunUpdated>,
    IConsumer<RunRestored>,
    IConsumer<RunDeleted>,
    IConsumer<RunLinkedToVersion>
{
    private const string Deleted = "DELETED";

    public Task Consume(ConsumeContext<RunEnded> context) =>
        Record(context, context.Message.RunId, Format(context.Message.Status));

    public Task Consume(ConsumeContext<RunUpdated> context) =>
        Record(context, context.Message.RunId, Format(context.Message.Status));

    public Task Consume(ConsumeContext<RunRestored> context) =>
        Record(context, context.Message.RunId, Format(context.Message.Status));

    public Task Consume(ConsumeContext<RunDeleted> context) => Record(context, context.Message.RunId, Deleted);

    public Task Consume(ConsumeContext<RunLinkedToVersion> context)
    {
        var linked = context.Message;
        var status = linked.LifecycleStage == LifecycleStage.Deleted ? Deleted : Format(linked.Status);
        return Record(context, linked.RunId, status);
    }

    private static string Format(RunStatus status) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(status.ToString());

    private async Task Record(ConsumeContext context, RunId runId, string status)
    {
        var position = CloudEventHeaders.GetPosition(context);
        var outcome = await models.RecordSourceRun(runId, status, position, context.CancellationToken);
        if (outcome.Problem is { } problem) log.SourceRunNotRecorded(runId, problem.Code, problem.Message);
    }
}
