namespace Tauro.LocalHosting;

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The assembly whose project is the AppHost. Default: the entry assembly.</summary>
    public string? AssemblyName { get; set; }
}
