using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tauro.Tidy.Tests.Tree;

/// <summary>A file of the repository, or a sample for a test of a rule. The path has forward slashes.</summary>
public sealed class TreeFile
{
    private readonly Lazy<string> content;
    private readonly Lazy<CompilationUnitSyntax> syntax;

    public TreeFile(string path, Func<string> read)
    {
        Path = path;
        content = new(read);
        syntax = new(() => CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot());
    }

    public TreeFile(string path, string sample) : this(path, () => sample) { }

    public string Path { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Text => content.Value;

    public string[] Lines => Text.Split('\n');

    public CompilationUnitSyntax Syntax => syntax.Value;

    /// <summary>Types that are not inside another type.</summary>
    public IEnumerable<BaseTypeDeclarationSyntax> TopLevelTypes =>
        Syntax.DescendantNodes(n => n is not TypeDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>();

    public bool IsIn(params string[] folders) => folders.Any(f => Path.StartsWith(f + "/", StringComparison.Ordinal));

    public Finding Finding(int line, string problem, string remedy) => new(Path, line, problem, remedy);

    public Finding Finding(SyntaxNode at, string problem, string remedy) =>
        Finding(at.GetLocation().GetLineSpan().StartLinePosition.Line + 1, problem, remedy);
}
