using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Start;

[Collection(KillableCollection.Name)]
public sealed class SecondAppHostTests(KillableStack shared) : StackTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task A_second_AppHost_on_the_same_data_folder_is_refused_with_the_pid_of_the_first(string withoutLocks)
    {
        var first = await shared.GetRunning();
        StackUnderTest = first;
        await using var second = RefusedAppHostTests.Start(
            first.Data, new() { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = withoutLocks });

        Assert.Equal(69, await second.ExitCode());
        Assert.Contains(RefusedAppHostTests.Lines(second), line => line.Contains(first.Data)
            && line.Contains($"pid {first.Id}") && line.Contains("TAURO_MLOPS_PATH"));
    }
}
