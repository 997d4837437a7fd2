using System.Globalization;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Locks;

/// <summary>A data folder has one writer, by a lock of the kernel that a crash releases.</summary>
public sealed class SecondServiceTests
{
    [Theory]
    [InlineData("Tauro.Tracking.Api")]
    [InlineData("Tauro.Registry.Api")]
    public async Task A_second_service_is_refused_with_the_holder_s_pid_until_the_holder_is_killed(string service)
    {
        using var data = new TemporaryFolder();
        var (first, port) = Start(service, data.Path);
        await using var _ = first;
        await first.WaitUntilReady(() => ServerProcess.IsListening(port));

        var (refused, _) = Start(service, data.Path);
        await using (refused)
        {
            await Eventually.True(() => refused.HasExited, "the second service ends");
            // Waits for the rest of its output too.
            Assert.Equal(69, await refused.ExitCode());
            Assert.Contains("is in use by", refused.Output);
            Assert.Contains(first.Id.ToString(CultureInfo.InvariantCulture), refused.Output);
            Assert.Contains("TAURO_MLOPS_PATH", refused.Output);
            Assert.DoesNotContain("   at ", refused.Output);
        }

        await first.Kill();
        var (second, secondPort) = Start(service, data.Path);
        await using (second) await second.WaitUntilReady(() => ServerProcess.IsListening(secondPort));
    }

    private static (ServerProcess Process, int Port) Start(string service, string data)
    {
        var port = FreePort.Next();
        return (ServerProcess.Start(Built.Program(service), ["--urls", $"http://127.0.0.1:{port}"],
            new Dictionary<string, string> { ["TAURO_MLOPS_PATH"] = data }), port);
    }
}
