using Autograd.Nn.Data;
using Xunit;

namespace Autograd.Properties.Nn.Data;

public sealed class PixelsLaws
{
    [Fact]
    public void Every_byte_at_every_place_is_divided_by_255_as_a_division_rounds()
    {
        for (var shift = 0; shift < 256; shift += 5)
        {
            var bytes = Enumerable.Range(0, 256 + 17).Select(i => (byte)(i + shift)).ToArray();
            var numbers = new float[bytes.Length + 1];
            Pixels.Scale(bytes, numbers);
            Assert.Equal([.. bytes.Select(b => b / 255f), 0f], numbers);
        }
    }

    [Fact]
    public void No_bytes_are_no_numbers() => Pixels.Scale([], []);

    [Fact]
    public void Too_little_room_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pixels.Scale(new byte[70], new float[69]));
}
