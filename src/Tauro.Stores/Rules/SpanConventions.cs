using System.Globalization;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Rules;

/// <summary>
/// The attributes and events in which instrumentations other than MLflow's have the input, output and tokens of a span.
/// The first one that is not empty counts. The order is that of MLflow's server.
/// </summary>
/// <remarks>https://github.com/mlflow/mlflow, <c>mlflow/tracing/otel/translation</c>.</remarks>
public static class SpanConventions
{
    private static readonly string[] Inputs =
    [
        "input.value", "gen_ai.input.messages", "gen_ai.tool.call.arguments", "traceloop.entity.input",
        "gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args", "ai.prompt", "ai.prompt.messages",
        "ai.toolCall.args", "ai.value", "ai.values", "agent.messages", "llm.messages", "input", "lk.user_input",
        "lk.user_transcript", "lk.chat_ctx", "lk.input_text", "langfuse.observation.input", "lmnr.span.input",
    ];

    private static readonly string[] Outputs =
    [
        "output.value", "gen_ai.output.messages", "gen_ai.tool.call.result", "traceloop.entity.output",
        "gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_response", "ai.response.text", "ai.toolCall.result",
        "ai.response.object", "ai.embedding", "ai.embeddings", "output", "lk.response.text",
        "lk.response.function_calls", "langfuse.observation.output", "lmnr.span.output",
    ];

    private static readonly (string Event, string Attribute)[] InputEvents =
    [
        ("gen_ai.user.message", "content"), ("gen_ai.assistant.message", "content"),
        ("gen_ai.system.message", "content"), ("gen_ai.content.prompt", "gen_ai.prompt"),
    ];

    private static readonly (string Event, string Attribute)[] OutputEvents =
        [("gen_ai.choice", "content"), ("gen_ai.content.completion", "gen_ai.completion")];

    private static readonly (string Input, string Output, string Total)[] Tokens =
    [
        ("llm.token_count.prompt", "llm.token_count.completion", "llm.token_count.total"),
        ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", ""),
        ("gen_ai.usage.prompt_tokens", "gen_ai.usage.completion_tokens", "llm.usage.total_tokens"),
        ("usage.prompt_tokens", "usage.completion_tokens", "usage.total_tokens"),
        ("llm.usage.prompt_tokens", "llm.usage.completion_tokens", "llm.usage.total_tokens"),
    ];

    // More than any model has read. A larger number is not a count, and its sum would overflow.
    private const long TokensMax = 1_000_000_000_000;

    // Claude Code's attributes have common names, so they count only in its own spans.
    private static readonly string[] ClaudeCodeSpans = ["interaction", "llm_request", "tool"];
    private static readonly string[] ClaudeCodeInputs = ["user_prompt", "new_context", "tool_input"];
    private static readonly string[] ClaudeCodeOutputs = ["response.model_output"];

    /// <summary>Returns the tokens of a span; null when it has no counts of both prompt and response.</summary>
    /// <param name="attributes">From <see cref="SpanContent.Attributes"/>.</param>
    public static TokenUsage? FindTokens(IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (inputKey, outputKey, totalKey) in Tokens)
        {
            var (input, output) = (Count(attributes, inputKey), Count(attributes, outputKey));
            if (input <= 0 || output <= 0) continue;
            var total = Count(attributes, totalKey);
            return new TokenUsage(input, output, total > 0 ? total : input + output);
        }

        return null;
    }

    internal static string? FindInput(SpanContent span, IReadOnlyDictionary<string, string> attributes) =>
        Find(span, attributes, TraceKeys.SpanInputs, Inputs, ClaudeCodeInputs, InputEvents);

    internal static string? FindOutput(SpanContent span, IReadOnlyDictionary<string, string> attributes) =>
        Find(span, attributes, TraceKeys.SpanOutputs, Outputs, ClaudeCodeOutputs, OutputEvents);

    private static string? Find(
        SpanContent span, IReadOnlyDictionary<string, string> attributes, string ownKey, string[] keys,
        string[] claudeCodeKeys, (string Event, string Attribute)[] eventKeys)
    {
        if (attributes.TryGetValue(ownKey, out var own)) return own;
        var known = IsClaudeCode(attributes) ? keys.Concat(claudeCodeKeys) : keys;
        if (known.Select(key => NotEmpty(attributes, key)).FirstOrDefault(value => value is not null) is { } found)
            return found;
        var events = span.Events();
        return eventKeys
            .Select(key => events.Where(item => item.Key == key.Event)
                .Select(item => NotEmpty(item.Value, key.Attribute)).FirstOrDefault(value => value is not null))
            .FirstOrDefault(value => value is not null);
    }

    private static bool IsClaudeCode(IReadOnlyDictionary<string, string> attributes) =>
        attributes.TryGetValue("span.type", out var type)
        && ClaudeCodeSpans.Contains(type.Replace("claude_code.", "", StringComparison.Ordinal));

    private static string? NotEmpty(IReadOnlyDictionary<string, string> attributes, string key) =>
        attributes.GetValueOrDefault(key) is { } value
        && value is not ("" or "\"\"" or "{}" or "[]" or "null" or "false" or "0" or "<REDACTED>")
            ? value
            : null;

    private static long Count(IReadOnlyDictionary<string, string> attributes, string key) =>
        long.TryParse(attributes.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count <= TokensMax
            ? count
            : 0;
}
