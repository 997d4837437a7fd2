using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Start;

/// <summary>Programs that were copied from the tree in which they were built.</summary>
public sealed class MovedAppHostTests
{
    private static readonly string[] Services =
        ["Tauro.Tracking.Api", "Tauro.Registry.Api", "Tauro.Web", "Tauro.Gateway"];

    [Fact]
    public async Task A_copy_runs_the_services_of_the_copy()
    {
        using var tree = new TemporaryFolder();
        using var data = new TemporaryFolder();
        foreach (var project in Services) Copy(project, tree.Path);
        await using var stack = await StackProcess.StartCommand(
            Copy("Tauro.AppHost", tree.Path), "--TAURO_SERVERS=embedded --TAURO_DASHBOARD=off", data.Path, data.Path);

        foreach (var service in (string[])["tracking", "registry", "web", "gateway"])
        {
            var pid = await stack.Api.PidOf(service);
            foreach (var link in (string[])["exe", "cwd"])
                Assert.StartsWith(tree.Path, File.ResolveLinkTarget($"/proc/{pid}/{link}", false)!.FullName);
        }

        var style = Assert.Single(Directory.GetFiles(tree.Path, "tauro.css", SearchOption.AllDirectories));
        Assert.Equal(
            await File.ReadAllTextAsync(style), await stack.Api.Http.GetStringAsync("/assets/tauro.css"));
    }

    [Fact]
    public async Task A_copy_without_the_services_is_refused()
    {
        using var tree = new TemporaryFolder();
        using var data = new TemporaryFolder();
        await using var process = ServerProcess.Start(
            Copy("Tauro.AppHost", tree.Path), [], new Dictionary<string, string>
            {
                ["TAURO_MLOPS_PATH"] = data.Path,
                ["TAURO_GATEWAY_PORT"] = $"{FreePort.Next()}",
                ["TAURO_SERVERS"] = "embedded",
                ["TAURO_DASHBOARD"] = "off",
            });

        Assert.Equal(69, await process.ExitCode());
        Assert.Contains($"Cannot start: The program of tracking, {tree.Path}", process.Output);
    }

    /// <returns>The path of the copied program.</returns>
    private static string Copy(string project, string tree)
    {
        var source = Path.GetDirectoryName(Built.Program(project))!;
        var target = Path.Combine(tree, project, Path.GetFileName(source));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(target, project);
    }
}
