namespace Tauro.LocalHosting;

/// <summary>What the program is being run for. The local engine only ever runs; it publishes nothing.</summary>
public sealed class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation => operation;

    public string PublisherName { get; set; } = "manifest";

    public bool IsPublishMode => operation == DistributedApplicationOperation.Publish;

    public bool IsRunMode => operation == DistributedApplicationOperation.Run;
}
