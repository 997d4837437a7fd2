using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tauro.Tidy.Tests.Tree;

/// <summary>
/// The dependencies between the folders of a project. A file depends on the folder of a type if it names the type or
/// calls an extension method of it, and imports its namespace: by a using directive, by its own namespace, or by a
/// qualified name.
/// </summary>
public sealed class FolderGraph
{
    /// <summary>Extension classes are in the namespace of what they extend, regardless of their folder.</summary>
    public static readonly string[] ExtensionNamespaces =
        ["Microsoft.Extensions.DependencyInjection", "Microsoft.AspNetCore.Builder", "Microsoft.Extensions.Hosting"];

    private readonly SortedDictionary<string, SortedSet<string>> uses = new(StringComparer.Ordinal);

    public FolderGraph(string project, IEnumerable<TreeFile> files)
    {
        Project = project;
        var all = files.ToList();
        var declared = all.SelectMany(file => Declared(file).Select(name => (Name: name, File: file)))
            .ToLookup(pair => pair.Name, pair => (Folder: Folder(pair.File), Namespace: NamespaceOf(pair.File)));
        foreach (var file in all)
        {
            uses.TryAdd(Folder(file), new(StringComparer.Ordinal));
            uses[Folder(file)].UnionWith(FoldersUsed(file, declared));
        }
    }

    public string Project { get; }

    public IReadOnlyCollection<string> Folders => uses.Keys;

    /// <summary>All projects below src, by name.</summary>
    public static IEnumerable<FolderGraph> InSource => Repository.Source.GroupBy(file => file.Path.Split('/')[1])
        .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new FolderGraph(group.Key, group));

    public IReadOnlyCollection<string> UsedBy(string folder) => uses[folder];

    /// <summary>Returns the cycles: groups of folders that depend on each other, directly or not.</summary>
    public IEnumerable<IReadOnlyList<string>> Cycles() => Folders
        .Where(folder => Reachable(folder).Contains(folder))
        .GroupBy(folder => Folders.First(other => other == folder
            || (Reachable(other).Contains(folder) && Reachable(folder).Contains(other))))
        .Select(group => (IReadOnlyList<string>)[.. group]);

    /// <summary>Returns a Mermaid graph; without cycles, an arrow that follows from others is omitted.</summary>
    public string Draw()
    {
        var reduced = !Cycles().Any();
        var lines = Folders.SelectMany(folder => uses[folder]
            .Where(used => !reduced || !uses[folder].Any(other => other != used && Reachable(other).Contains(used)))
            .Select(used => $"  {Node(folder)} --> {Node(used)}"));
        return $"```mermaid\ngraph TD\n{string.Join('\n', lines)}\n```\n";
    }

    public static string NamespaceOf(TreeFile file) =>
        file.Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    /// <summary>Returns the folder in its project; <c>.</c> is the project's root.</summary>
    public static string Folder(TreeFile file) =>
        string.Join('/', file.Path.Split('/')[2..^1]) is { Length: > 0 } folder ? folder : ".";

    private HashSet<string> Reachable(string from)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(uses[from]);
        while (open.TryPop(out var next))
            if (found.Add(next)) foreach (var used in uses[next]) open.Push(used);
        return found;
    }

    private static IEnumerable<string> FoldersUsed(
        TreeFile file, ILookup<string, (string Folder, string Namespace)> declared)
    {
        var own = NamespaceOf(file);
        var seen = file.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>()
            .Select(directive => directive.NamespaceOrType.ToString()).Concat(ExtensionNamespaces).ToHashSet();
        return from name in file.Syntax.DescendantNodes(node => node is not UsingDirectiveSyntax)
                   .OfType<SimpleNameSyntax>()
               from type in declared[name.Identifier.Text]
               where type.Folder != Folder(file)
               where own == type.Namespace || own.StartsWith(type.Namespace + ".", StringComparison.Ordinal)
                   || seen.Contains(type.Namespace) || seen.Contains($"{type.Namespace}.{name.Identifier.Text}")
                   || name.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax { Expression: NameSyntax }
                       && IsQualified(name.Parent, type.Namespace)
               select type.Folder;
    }

    private static bool IsQualified(SyntaxNode parent, string wanted)
    {
        var left = parent switch
        {
            QualifiedNameSyntax qualified => qualified.Left.ToString(),
            MemberAccessExpressionSyntax access => access.Expression.ToString(),
            _ => "",
        };
        return left.Length > 0 && (wanted == left || wanted.EndsWith("." + left, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Declared(TreeFile file) => file.TopLevelTypes
        .Select(type => type.Identifier.Text)
        .Concat(file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.ParameterList.Parameters.FirstOrDefault()?.Modifiers
                .Any(modifier => modifier.IsKind(SyntaxKind.ThisKeyword)) == true)
            .Select(method => method.Identifier.Text))
        .Distinct();

    private static string Node(string folder) =>
        folder == "." ? "root[\"(root)\"]" : $"{folder.Replace('/', '_')}[\"{folder}\"]";
}
