using MassTransit;
using Tauro.Contracts.Events;

namespace Tauro.Events.Tests;

/// <summary>Replaces Registry's consumer of the same name.</summary>
public sealed class SourceRunsConsumer(Inbox inbox) :
    IConsumer<RunEnded>,
    IConsumer<RunUpdated>,
    IConsumer<RunRestored>,
    IConsumer<RunDeleted>,
    IConsumer<RunLinkedToVersion>
{
    public Task Consume(ConsumeContext<RunEnded> context) => inbox.Handle(context);

    public Task Consume(ConsumeContext<RunUpdated> context) => inbox.Handle(context);

    public Task Consume(ConsumeContext<RunRestored> context) => inbox.Handle(context);

    public Task Consume(ConsumeContext<RunDeleted> context) => inbox.Handle(context);

    public Task Consume(ConsumeContext<RunLinkedToVersion> context) => inbox.Handle(context);
}
