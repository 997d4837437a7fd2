using System.Text.RegularExpressions;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>MassTransit, files and banned symbols may be used only in some places.</summary>
public sealed partial class PlacementTests
{
    private const string EventsFolder = "src/Tauro.Events/";
    private const string ConsumersFolder = "Consumers";

    private static readonly Dictionary<string, string> MayAccessFiles = new()
    {
        ["src/Tauro.AppHost/Tauro.AppHost.csproj"] = "it creates a data folder for each server",
        ["src/Tauro.Gateway/Tauro.Gateway.csproj"] = "it reads files with secrets and keys that operators provide",
        ["src/Tauro.Identity.Api/Tauro.Identity.Api.csproj"] = "it writes the setup token for the operator",
        ["src/Tauro.Tokens/Tauro.Tokens.csproj"] = "the processes exchange public keys in a folder",
        ["src/Tauro.Cli/Tauro.Cli.csproj"] = "it uploads and downloads files",
        ["src/Tauro.Client/Tauro.Client.csproj"] = "it uploads and downloads files",
    };

    [Fact]
    public void MassTransit_is_used_only_by_events_and_consumers() =>
        Findings.None(Repository.Source.SelectMany(MisplacedMassTransit));

    [Theory]
    [InlineData("src/Tauro.Tracking.Api/Runs/StartRun.cs", 1)]
    [InlineData("src/Tauro.Tracking.Api/Consumers/VersionCreated.cs", 0)]
    [InlineData("src/Tauro.Events/RabbitMqSetup.cs", 0)]
    public void MassTransit_elsewhere_is_found(string path, int found) =>
        Assert.Equal(found, MisplacedMassTransit(new TreeFile(path, "using MassTransit;")).Count());

    [Fact]
    public void Only_projects_with_a_reason_access_files() => Findings.None(
        from project in Project.InSource
        from element in project.Elements("TouchesFiles")
        where element.Value == "true" && !MayAccessFiles.ContainsKey(project.File.Path)
        select project.File.Finding(1, "the project accesses files",
            "Use Tauro.Stores.Local/Disks, or add the reason to PlacementTests.cs"));

    [Fact]
    public void No_banned_symbol_is_allowed_again() => Findings.None(Repository.Source.SelectMany(AllowedAgain));

    [Fact]
    public void A_banned_symbol_that_is_allowed_again_is_found()
    {
        var sample = new TreeFile("src/Tauro.X/Clock.cs", "using System;\n#pragma warning disable RS0030");

        Assert.Equal(2, Findings.One(AllowedAgain(sample)).Line);
    }

    [Fact]
    public void File_access_is_banned_by_the_build()
    {
        var banned = Repository.Get("eng/BannedSymbols.Disk.txt").Text;
        Assert.All(["File", "Directory", "FileStream"], type => Assert.Contains($"T:System.IO.{type};", banned));
        Assert.Matches(@"\[src/Tauro\.Stores\.Local/Disks/\*\.cs\]\s+dotnet_diagnostic\.RS0030\.severity = none",
            Repository.Get(".editorconfig").Text);
        Assert.Single(DisabledRule().Matches(Repository.Get(".editorconfig").Text));
    }

    private static IEnumerable<Finding> MisplacedMassTransit(TreeFile file) =>
        file.Path.StartsWith(EventsFolder, StringComparison.Ordinal)
        || file.Path.Split('/')[..^1].Contains(ConsumersFolder)
            ? [] : file.Lines.Index()
            .Where(line => MassTransitName().IsMatch(line.Item))
            .Select(line => file.Finding(line.Index + 1, "MassTransit is used in the wrong place",
                $"Move it to {EventsFolder} or a folder called {ConsumersFolder}"));

    private static IEnumerable<Finding> AllowedAgain(TreeFile file) => file.Lines.Index()
        .Where(line => DisablingPragma().IsMatch(line.Item))
        .Select(line => file.Finding(line.Index + 1, "a banned symbol is allowed again",
            "Use the replacement in eng/BannedSymbols.txt"));

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+)?MassTransit\b|\bMassTransit\.[A-Z]")]
    private static partial Regex MassTransitName();

    [GeneratedRegex(@"#pragma\s+warning\s+disable.*\bRS0030\b|SuppressMessage.*RS0030")]
    private static partial Regex DisablingPragma();

    [GeneratedRegex(@"RS0030\.severity\s*=\s*(none|silent|suggestion)")]
    private static partial Regex DisabledRule();
}
