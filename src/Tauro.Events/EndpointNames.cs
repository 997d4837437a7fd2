using MassTransit;

namespace Tauro.Events;

/// <summary>
/// Names the queues of consumers: for tracking's <c>ModelVersionsConsumer</c>, <c>tauro.tracking.model-versions</c>.
/// </summary>
internal sealed class EndpointNames(string service) : KebabCaseEndpointNameFormatter(includeNamespace: false)
{
    public override string SanitizeName(string name) => $"tauro.{service}.{base.SanitizeName(name)}";
}
