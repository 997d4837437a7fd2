using MassTransit;

namespace Tauro.ServiceDefaults.Bus;

/// <summary>Names a consumer's queue: <c>ModelVersionsConsumer</c> of tracking is <c>tauro.tracking.model-versions</c>.</summary>
internal sealed class EndpointNames(string service) : KebabCaseEndpointNameFormatter(includeNamespace: false)
{
    public override string SanitizeName(string name) => $"tauro.{service}.{base.SanitizeName(name)}";
}
