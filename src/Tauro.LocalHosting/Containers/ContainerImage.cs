namespace Tauro.LocalHosting;

/// <summary>What is run in a container.</summary>
/// <param name="Port">The port inside it.</param>
/// <param name="DataPath">The folder inside it that a volume is mounted on.</param>
internal sealed record ContainerImage(string Name, int Port, string DataPath)
{
    /// <summary>
    /// Given by name on the command line and by value in the environment: arguments are for all to read.
    /// </summary>
    public Dictionary<string, string> Environment { get; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];
}
