using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>Folders and types have meaningful names, without words such as Utils or Manager.</summary>
public sealed class NameTests
{
    private static readonly string[] Folders =
        ["Common", "Core", "Shared", "Utils", "Extensions", "Interfaces", "Helpers"];

    private static readonly string[] Suffixes =
        ["Manager", "Helper", "Util", "Utils", "Service", "Impl", "Base", "Dto"];

    private static readonly Dictionary<string, string> MayHaveSuffix = [];

    [Fact]
    public void No_folder_has_a_meaningless_name() => Findings.None(Repository.Source.SelectMany(FoldersOf));

    [Fact]
    public void No_type_has_a_meaningless_suffix() =>
        Findings.None(Repository.Source.SelectMany(TypesOf), MayHaveSuffix);

    [Theory]
    [InlineData("src/Tauro.Stores.Local/Utils/Crc.cs", 1)]
    [InlineData("src/Tauro.Stores.Local/Journals/Crc.cs", 0)]
    public void A_folder_with_a_meaningless_name_is_found(string path, int found) =>
        Assert.Equal(found, FoldersOf(new TreeFile(path, "")).Count());

    [Theory]
    [InlineData("public class RunManager;", 1)]
    [InlineData("public class Outer { private record RunDto(int A); }", 1)]
    [InlineData("public interface IRunService;", 1)]
    [InlineData("public class RunRelay;", 0)]
    public void A_type_with_a_meaningless_suffix_is_found(string code, int found) =>
        Assert.Equal(found, TypesOf(new TreeFile("src/Tauro.X/Sample.cs", code)).Count());

    private static IEnumerable<Finding> FoldersOf(TreeFile file) => file.Path.Split('/')[..^1].Intersect(Folders)
        .Select(folder => file.Finding(1, $"`{folder}` does not say what it contains",
            "Name the folder after its subject"));

    private static IEnumerable<Finding> TypesOf(TreeFile file) =>
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        let suffix = Suffixes.FirstOrDefault(s => type.Identifier.Text.EndsWith(s, StringComparison.Ordinal))
        where suffix is not null
        select file.Finding(type, $"{type.Identifier.Text} ends in {suffix}", "Name it by what it is or does");
}
