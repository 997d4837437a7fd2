using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Health;

public sealed class DrainTests
{
    [Fact]
    public async Task The_service_is_not_ready_while_requests_in_flight_complete()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await SmallService.Start(
            app => app.MapGet("/slow", async () =>
            {
                begun.SetResult();
                await mayEnd.Task;
                return "done";
            }),
            settings: new() { ["Drain:Notice"] = "00:00:02" });
        var inFlight = service.Http.GetStringAsync("/slow");
        await begun.Task;
        Assert.Equal(200, (await service.Get("/health/ready")).Status);

        var stopped = service.App.StopAsync();

        await Eventually.True(
            async () => (await service.Get("/health/ready")).Status == 503, "the service is not ready while it drains");
        Assert.Equal(200, (await service.Get("/health/live")).Status);
        Assert.False(inFlight.IsCompleted);
        mayEnd.SetResult();
        Assert.Equal("done", await inFlight);
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Requests_in_flight_have_thirty_seconds_to_complete()
    {
        await using var service = await SmallService.Start();

        var host = service.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HostOptions>>().Value;

        Assert.Equal(TimeSpan.FromSeconds(30), host.ShutdownTimeout);
    }
}
