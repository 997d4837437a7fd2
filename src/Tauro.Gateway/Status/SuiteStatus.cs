using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.ServiceDefaults.Health;

namespace Tauro.Gateway.Status;

/// <summary>What runs in the whole suite, what is degraded and why.</summary>
/// <param name="Status">The worst of the gateway and its services.</param>
/// <param name="Services">Each process that answered, the gateway first.</param>
/// <param name="Degraded">What is amiss, one sentence each; empty when nothing is.</param>
public sealed record SuiteStatus(
    HealthStatus Status, IReadOnlyList<ServiceStatus> Services, IReadOnlyList<string> Degraded);
