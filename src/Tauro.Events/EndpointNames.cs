using MassTransit;

namespace Tauro.Events;

/// <summary>
/// Names a consumer's queue: that of tracking's <c>ModelVersionsConsumer</c> is <c>tauro.tracking.model-versions</c>.
/// </summary>
internal sealed class EndpointNames(string service) : KebabCaseEndpointNameFormatter(includeNamespace: false)
{
    public override string SanitizeName(string name) => $"tauro.{service}.{base.SanitizeName(name)}";
}
