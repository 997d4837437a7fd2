using System.Xml;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed class PackageTests
{
    private static readonly TreeFile Versions = Repository.Get("Directory.Packages.props");

    [Fact]
    public void Every_package_version_is_used()
    {
        var projects = Repository.WithExtension(".csproj", ".targets").Append(Repository.Get("Directory.Build.props"));
        var used = projects.SelectMany(f => new Project(f).Items("PackageReference")).Select(p => p.Include)
            .Concat(ProgramPackages()).ToHashSet();

        Findings.None(Unused(new Project(Versions), used));
    }

    [Fact]
    public void An_unused_package_version_is_found()
    {
        var props = new Project(new TreeFile("Directory.Packages.props",
            """
            <Project>
              <ItemGroup Label="Storage">
                <PackageVersion Include="Parlot" />
                <PackageVersion Include="Unused" />
              </ItemGroup>
              <ItemGroup Label="Pinned because of a package"><PackageVersion Include="Azure.Core" /></ItemGroup>
            </Project>
            """));

        Assert.Contains("Unused", Findings.One(Unused(props, ["Parlot"])).Problem);
    }

    [Fact]
    public void MassTransit_stays_at_its_last_open_source_major_version()
    {
        var versions = new Project(Versions).Elements("PackageVersion")
            .Where(p => p.Attribute("Include")!.Value.StartsWith("MassTransit", StringComparison.Ordinal))
            .Select(p => p.Attribute("Version")!.Value).ToList();

        Assert.NotEmpty(versions);
        // In brackets: exactly this version, so that no other package can raise it to the commercial 9.x.
        Assert.All(versions, version => Assert.Matches(@"^\[8\.[0-9.]+\]$", version));
    }

    [Fact]
    public void No_project_has_its_own_package_version() => Findings.None(
        from project in Project.All
        from package in project.Elements("PackageReference")
        where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
        select project.File.Finding(1, $"{package.Attribute("Include")?.Value} has a version here",
            "Move the version to Directory.Packages.props"));

    // Packages in a group labelled "Pinned …" are raised for other packages; no project references them.
    private static IEnumerable<Finding> Unused(Project props, HashSet<string> used) =>
        from package in props.Elements("PackageVersion")
        let name = package.Attribute("Include")!.Value
        let label = package.Parent!.Attribute("Label")?.Value ?? ""
        where !label.StartsWith("Pinned", StringComparison.Ordinal) && !used.Contains(name)
        select props.File.Finding(((IXmlLineInfo)package).LineNumber, $"nothing uses {name}", "Delete the line");

    private static IEnumerable<string> ProgramPackages() =>
        from file in Repository.CSharpIn("eng", "samples", "bench")
        from line in file.Lines
        where line.StartsWith("#:package ", StringComparison.Ordinal)
        select line["#:package ".Length..].Split('@')[0].Trim();
}
