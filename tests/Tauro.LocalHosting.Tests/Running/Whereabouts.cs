namespace Tauro.LocalHosting.Tests.Running;

/// <summary>What a probe says of its process.</summary>
internal sealed record Whereabouts(int ProcessId, string CurrentDirectory);
