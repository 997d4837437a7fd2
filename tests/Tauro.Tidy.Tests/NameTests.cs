using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>Names come from the field: what a thing is, not where it was left or that it helps.</summary>
public sealed class NameTests
{
    private static readonly string[] Folders =
        ["Common", "Core", "Shared", "Utils", "Extensions", "Interfaces", "Helpers"];

    private static readonly string[] Suffixes =
        ["Manager", "Helper", "Util", "Utils", "Service", "Impl", "Base", "Dto"];

    private static readonly Dictionary<string, string> MayBeNamedSo = [];

    [Fact]
    public void No_folder_is_named_after_leftovers() => Findings.None(Repository.Source.SelectMany(FoldersOf));

    [Fact]
    public void No_type_is_named_after_helping() => Findings.None(Repository.Source.SelectMany(TypesOf), MayBeNamedSo);

    [Theory]
    [InlineData("src/Tauro.Stores.Local/Utils/Crc.cs", 1)]
    [InlineData("src/Tauro.Stores.Local/Journals/Crc.cs", 0)]
    public void A_folder_of_leftovers_is_found(string path, int found) =>
        Assert.Equal(found, FoldersOf(new TreeFile(path, "")).Count());

    [Theory]
    [InlineData("public class RunManager;", 1)]
    [InlineData("public class Outer { private record RunDto(int A); }", 1)]
    [InlineData("public interface IRunService;", 1)]
    [InlineData("public class RunRelay;", 0)]
    public void A_type_that_only_helps_is_found(string code, int found) =>
        Assert.Equal(found, TypesOf(new TreeFile("src/Tauro.X/Sample.cs", code)).Count());

    private static IEnumerable<Finding> FoldersOf(TreeFile file) => file.Path.Split('/')[..^1].Intersect(Folders)
        .Select(folder => file.Finding(1, $"`{folder}` says nothing about what is in it",
            "Name the folder after its subject"));

    private static IEnumerable<Finding> TypesOf(TreeFile file) =>
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        let suffix = Suffixes.FirstOrDefault(s => type.Identifier.Text.EndsWith(s, StringComparison.Ordinal))
        where suffix is not null
        select file.Finding(type, $"{type.Identifier.Text} ends in {suffix}", "Name it after what it is or does");
}
