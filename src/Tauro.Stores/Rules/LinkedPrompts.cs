using System.Text.Json;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Rules;

/// <summary>The prompt versions that a trace used, which one of its tags holds as JSON.</summary>
public static class LinkedPrompts
{
    private static readonly JsonSerializerOptions Names =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The prompt versions of a trace; none when the tag holds something else.</summary>
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

    /// <summary>The tag's value with more of them, each once.</summary>
    public static string Add(Trace trace, IEnumerable<PromptReference> prompts) =>
        JsonSerializer.Serialize(Read(trace).Union(prompts), Names);
}
