namespace Tauro.EndToEnd.Tests.Running;

/// <summary>Finds programs that were built with the tests, in the same configuration.</summary>
internal static class Built
{
    public static string Program(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project);
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"{program} does not exist. Run `dotnet build src/{project}`.");
    }
}
