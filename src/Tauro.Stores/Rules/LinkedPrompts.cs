using System.Text.Json;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Rules;

/// <summary>The prompt versions that a trace used, stored as JSON in one of its tags.</summary>
public static class LinkedPrompts
{
    private static readonly JsonSerializerOptions Names =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads the prompt versions of a trace; none when the tag contains anything else.</summary>
    public static IReadOnlyList<PromptReference> Read(Trace trace)
    {
        if (!trace.Tags.TryGetValue(TraceKeys.LinkedPrompts, out var json)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<PromptReference?>>(json, Names)
                ?.OfType<PromptReference>().ToArray() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Returns the tag's value with more prompt versions, each once.</summary>
    public static string Add(Trace trace, IEnumerable<PromptReference> prompts) =>
        JsonSerializer.Serialize(Read(trace).Union(prompts), Names);
}
