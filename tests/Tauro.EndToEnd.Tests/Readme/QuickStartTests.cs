using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Readme;

/// <summary>Runs the commands in the README as they are written.</summary>
public sealed class QuickStartTests : StackTests
{
    private const string Start = "dotnet run --project src/Tauro.AppHost";

    [Fact]
    public async Task The_quick_start_works_as_written()
    {
        var command = ReadmeSamples.All.SelectMany(block => block.Code.Split('\n'))
            .First(line => line.StartsWith(Start, StringComparison.Ordinal)).Split('#')[0].Split(' ');
        using var data = new TemporaryFolder();
        await using var stack = StackUnderTest = await StackProcess.StartCommand(
            command[0], string.Join(' ', command[1..]).Trim(), data.Path, ReadmeSamples.Root);
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["TAURO_URL"] = stack.Api.Address.ToString().TrimEnd('/') };
        var blocks = ReadmeSamples.Tagged("quickstart");
        Assert.Equal(["bash", "csharp"], blocks.Select(block => block.Language));

        var output = await Shell.Run("bash", ["-euo", "pipefail", "-c", blocks[0].Code], folder.Path, environment);
        await File.WriteAllTextAsync(folder["log.cs"], blocks[1].Code);
        var dotnetOutput = await Shell.Run("dotnet", ["run", "log.cs"], folder.Path, environment);

        Assert.EndsWith("weights\n", output);
        Assert.Contains("COMPLETED, loss 0.001", dotnetOutput);
        var version = await stack.Api.GetVersion("credit-risk", 1);
        Assert.Equal((ModelStage.Production, ModelFramework.Sklearn), (version.Stage, version.Framework));
        var runs = await stack.Api.Get<Page<Run>>("/api/v1/runs");
        Assert.Equal(2, runs.Items.Count(run => run.Status == RunStatus.Completed));
    }

    [Fact]
    public void The_sample_is_identical_to_the_program_in_the_README() => Assert.Equal(
        ReadmeSamples.Tagged("quickstart").Single(block => block.Language == "csharp").Code,
        File.ReadAllText(Path.Combine(ReadmeSamples.Root, "samples/quickstart/quickstart.cs"))
            .ReplaceLineEndings("\n"));
}
