using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Local.Trails;

/// <summary>
/// An entry of the trail as it is stored: one line of JSON. Its hash is the SHA-256 of the line without its last
/// member, which is the hash. The member before is the hash of the previous line, so each hash covers all lines before.
/// </summary>
internal sealed record TrailLine(
    long Sequence, long Time, string Action, string Kind, string Resource, string? Stable, string? RenamedFrom,
    string Previous, string Hash, byte[] Bytes)
{
    public const string Created = "CREATED";
    public const string Deleted = "DELETED";

    private const string HashMember = ",\"hash\":\"";
    private const int HashDigits = 64;
    private static readonly int SuffixBytes = HashMember.Length + HashDigits + 2;

    /// <summary>The workspace of the resource.</summary>
    public WorkspaceName Workspace { get; init; }

    /// <summary>The end of the trail when this is its last entry.</summary>
    public TrailHead Head => new(Sequence, Hash, Time);

    /// <summary>Whether the line has the hash of its content.</summary>
    public bool HasOwnHash => Bytes.Length > SuffixBytes && Hash == ComputeHash([.. Bytes[..^SuffixBytes], (byte)'}'])
        && Bytes.AsSpan()[^SuffixBytes..].SequenceEqual(Encoding.ASCII.GetBytes($"{HashMember}{Hash}\"}}"));

    /// <summary>Adds the hash to an entry.</summary>
    /// <param name="content">The entry as a JSON object, without the hash.</param>
    /// <param name="hash">The hash.</param>
    public static byte[] Complete(ReadOnlySpan<byte> content, out string hash)
    {
        hash = ComputeHash(content);
        return [.. content[..^1], .. Encoding.ASCII.GetBytes($"{HashMember}{hash}\"}}")];
    }

    /// <exception cref="JsonException">The line is not an entry.</exception>
    public static TrailLine Read(ReadOnlySpan<byte> line)
    {
        var (sequence, time) = (0L, 0L);
        string? action = null, kind = null, resource = null, stable = null, renamed = null, previous = null;
        string? hash = null, workspace = null;
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Not an entry.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "sequence": sequence = GetNumber(ref reader); break;
                case "time": time = GetNumber(ref reader); break;
                case "action": action = GetString(ref reader); break;
                case "kind": kind = GetString(ref reader); break;
                case "resource": resource = GetString(ref reader); break;
                case "stable_resource": stable = GetString(ref reader); break;
                case "workspace": workspace = GetString(ref reader); break;
                case "renamed_from": renamed = GetString(ref reader); break;
                case "previous": previous = GetString(ref reader); break;
                case "hash": hash = GetString(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        if (reader.Read()) throw new JsonException("More than an entry.");
        return new TrailLine(
            sequence, time, Require(action), Require(kind), Require(resource), stable, renamed, Require(previous),
            Require(hash), line.ToArray())
        {
            Workspace = new WorkspaceName(workspace ?? ""),
        };
    }

    private static string ComputeHash(ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(SHA256.HashData(content));

    private static long GetNumber(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value)
            ? value
            : throw new JsonException("A number is missing.");

    private static string? GetString(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("A string is missing.");

    private static string Require(string? value) => value ?? throw new JsonException("A member is missing.");
}
