namespace Tauro.EndToEnd.Tests.Running;

/// <summary>The programs that were built with this test, in the same configuration.</summary>
internal static class Built
{
    public static string Program(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project);
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"{program} is not built: `dotnet build src/{project}`.");
    }
}
