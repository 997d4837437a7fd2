namespace Tauro.LocalHosting;

/// <summary>Which kinds of server may stand in for a resource that has no configured connection string.</summary>
internal enum ResourceChoiceKind
{
    /// <summary>The server's binary on PATH, otherwise the embedded default.</summary>
    Binaries,

    /// <summary>The embedded default, whatever is installed.</summary>
    Embedded,

    /// <summary>A container, and nothing else when no engine answers.</summary>
    Containers,
}
