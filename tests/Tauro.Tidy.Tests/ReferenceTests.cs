using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>References point in one direction. The table is that of docs/architecture with all references.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Tauro.Contracts"] = [],
        ["Tauro.Stores"] = ["Tauro.Contracts"],
        ["Tauro.Stores.Local"] = ["Tauro.Contracts", "Tauro.Stores"],
        ["Tauro.Tokens"] = ["Tauro.Contracts", "Tauro.Stores"],
        ["Tauro.Stores.Postgres"] = ["Tauro.Contracts", "Tauro.Stores"],
        ["Tauro.Stores.Databricks"] = ["Tauro.Contracts", "Tauro.Stores"],
        ["Tauro.ServiceDefaults"] = ["Tauro.Contracts", "Tauro.Stores", "Tauro.Tokens"],
        ["Tauro.Mlflow"] = ["Tauro.Contracts", "Tauro.Stores", "Tauro.ServiceDefaults"],
        ["Tauro.Artifacts.Http"] = ["Tauro.Contracts", "Tauro.Stores", "Tauro.ServiceDefaults"],
        ["Tauro.Events"] = ["Tauro.Contracts", "Tauro.Stores", "Tauro.ServiceDefaults"],
        ["Tauro.Caching"] = ["Tauro.Contracts", "Tauro.ServiceDefaults"],
        ["Tauro.Registry.Api"] = [.. Service, "Tauro.Caching"],
        ["Tauro.Tracking.Api"] = [.. Service],
        ["Tauro.Identity.Api"] = [.. Service],
        ["Tauro.Gateway"] = ["Tauro.Contracts", "Tauro.ServiceDefaults", "Tauro.Mlflow", "Tauro.Caching"],
        ["Tauro.Client"] = ["Tauro.Contracts"],
        ["Tauro.Cli"] = ["Tauro.Contracts", "Tauro.Client"],
        ["Tauro.Web"] = ["Tauro.Contracts", "Tauro.ServiceDefaults", "Tauro.Client"],
        ["Tauro.AppHost"] =
            ["Tauro.Registry.Api", "Tauro.Tracking.Api", "Tauro.Identity.Api", "Tauro.Gateway", "Tauro.Web"],
    };

    private static string[] Service =>
    [
        "Tauro.Contracts", "Tauro.ServiceDefaults", "Tauro.Mlflow", "Tauro.Artifacts.Http", "Tauro.Events",
        "Tauro.Stores", "Tauro.Stores.Local", "Tauro.Stores.Postgres", "Tauro.Stores.Databricks",
    ];

    [Fact]
    public void Project_references_point_in_one_direction() => Findings.None(Project.InSource.SelectMany(Check));

    [Fact]
    public void A_reference_in_the_wrong_direction_is_found()
    {
        var finding = Findings.One(Check(Sample("Tauro.Contracts", "../Tauro.Stores/Tauro.Stores.csproj")));

        Assert.Equal(3, finding.Line);
        Assert.Contains("Tauro.Contracts may not reference Tauro.Stores", finding.Problem);
    }

    [Fact]
    public void A_project_missing_from_the_diagram_is_found() =>
        Assert.Contains("not in the diagram", Findings.One(Check(Sample("Tauro.Sundries", null))).Problem);

    [Fact]
    public void Every_project_is_built_with_the_solution()
    {
        var solution = Repository.Get("Tauro.sln").Text;
        Findings.None(Project.All.Where(p => p.File.IsIn("src", "tests", "bench") && !solution.Contains(p.File.Name))
            .Select(p => p.File.Finding(1, "it is not in Tauro.sln", $"Run `dotnet sln add {p.File.Path}`")));
    }

    private static IEnumerable<Finding> Check(Project project)
    {
        if (!MayReference.TryGetValue(project.Name, out var allowed))
            return [project.File.Finding(1, $"{project.Name} is not in the diagram",
                "Add it to docs/architecture/README.md and to the table in ReferenceTests.cs")];

        return project.References.Where(reference => !allowed.Contains(reference.Name)).Select(reference =>
            project.File.Finding(reference.Line, $"{project.Name} may not reference {reference.Name}",
                "Move the code to a project that both may reference, or change the diagram with an ADR"));
    }

    private static Project Sample(string name, string? reference)
    {
        var item = reference is null ? "" : $"<ProjectReference Include=\"{reference}\" />";
        return new(new TreeFile($"src/{name}/{name}.csproj", $"<Project>\n<ItemGroup>\n{item}</ItemGroup></Project>"));
    }
}
