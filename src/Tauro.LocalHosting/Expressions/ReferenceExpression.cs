using System.Runtime.CompilerServices;

namespace Tauro.LocalHosting;

/// <summary>A string with holes that are filled when the resources they refer to have been resolved.</summary>
public sealed class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly IReadOnlyList<object> _parts;

    internal ReferenceExpression(IReadOnlyList<object> parts) => _parts = parts;

    public string ValueExpression => string.Concat(
        _parts.Select(p => p is IManifestExpressionProvider hole ? hole.ValueExpression : (string)p));

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.ToExpression();

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var text = new string?[_parts.Count];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = _parts[i] is IValueProvider hole
                ? await hole.GetValueAsync(cancellationToken).ConfigureAwait(false)
                : (string)_parts[i];
        }

        return string.Concat(text);
    }

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly List<object> _parts = new(formattedCount * 2 + Math.Min(literalLength, 1));

        public void AppendLiteral(string value) => _parts.Add(value);

        public void AppendFormatted(string? value)
        {
            if (value is not null)
            {
                _parts.Add(value);
            }
        }

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _parts.Add(valueProvider);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _parts.Add(valueProvider.Resource);

        internal ReferenceExpression ToExpression() => new([.. _parts]);
    }
}
