namespace Tauro.LocalHosting;

/// <summary>How a server is reached: the connection string, and its parts under Aspire's names.</summary>
internal sealed record Connection(
    string ConnectionString, string Where, IReadOnlyList<KeyValuePair<string, string>> Properties);
