namespace Autograd.Nn.Data;

/// <summary>The two files that a data set was read from, and the digests of their uncompressed content.</summary>
/// <param name="ImagesFile">The full path of the images.</param>
/// <param name="ImagesSha256">Their SHA-256 in lower-case hexadecimal.</param>
/// <param name="LabelsFile">The full path of the labels.</param>
/// <param name="LabelsSha256">Their SHA-256 in lower-case hexadecimal.</param>
public sealed record DataSource(string ImagesFile, string ImagesSha256, string LabelsFile, string LabelsSha256);
