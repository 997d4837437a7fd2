using System.Text.Json;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>Reads the gateway's <c>/status</c>.</summary>
internal static class SuiteStatus
{
    /// <summary>Returns the status of a dependency of a service.</summary>
    public static async Task<JsonElement> Dependency(this TauroApi api, string service, string name)
    {
        using var status = await api.Document("/status");
        return status.RootElement.GetProperty("services").EnumerateArray()
            .Single(s => s.GetProperty("service").GetString() == service)
            .GetProperty("runs").EnumerateArray()
            .Single(dependency => dependency.GetProperty("name").GetString() == name).Clone();
    }

    public static async Task<BusStatus> Bus(this TauroApi api, string service)
    {
        var bus = await api.Dependency(service, "bus");
        var details = bus.GetProperty("details");
        return new(bus.GetProperty("status").GetString()!, details.GetProperty("carrier").GetString()!,
            details.GetProperty("lag").GetInt64());
    }
}
