// An independent client of a book's log: Go's own checksum-database packages (golang.org/x/mod),
// which share no line with Minutebook, check its head, tiles, receipts and consistency proofs.
//
//	main <address of the book> <verification key> <API key> <first size> <position>...
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var book, apiKey string

func fail(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func get(path string) ([]byte, error) {
	request, err := http.NewRequest("GET", book+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+apiKey)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// The tiles of C2SP tlog-tiles: those of the checksum database without the height in their path.
type tiles struct{}

func (tiles) Height() int { return 8 }

func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		data, err := get(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func opened(raw []byte, key note.Verifier) tlog.Tree {
	signed, err := note.Open(raw, note.VerifierList(key))
	fail("signature", err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail("size", err)
	hash, err := tlog.ParseHash(lines[2])
	fail("root", err)
	return tlog.Tree{N: size, Hash: hash}
}

func hashes(lines []string) []tlog.Hash {
	var found []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		fail("hash", err)
		found = append(found, hash)
	}
	return found
}

func checkReceipt(position string, key note.Verifier) {
	raw, err := get("receipts/" + position + ".tlog-proof")
	fail("receipt", err)
	halves := bytes.SplitN(raw, []byte("\n\n"), 2)
	lines := strings.Split(string(halves[0]), "\n")
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	fail("entry", err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	fail("index", err)
	head := opened(halves[1], key)
	fail("inclusion", tlog.CheckRecord(
		hashes(lines[3:]), head.N, head.Hash, index, tlog.RecordHash(entry)))
}

func main() {
	book, apiKey = os.Args[1], os.Args[3]
	key, err := note.NewVerifier(os.Args[2])
	fail("verification key", err)
	raw, err := get("checkpoint")
	fail("checkpoint", err)
	head := opened(raw, key)

	// Every hash that is read from a tile is proven to belong to the signed head.
	reader := tlog.TileHashReader(head, tiles{})
	first, err := strconv.ParseInt(os.Args[4], 10, 64)
	fail("first size", err)
	earlier, err := tlog.TreeHash(first, reader)
	fail("tiles", err)
	made, err := tlog.ProveTree(head.N, first, reader)
	fail("proof from tiles", err)
	fail("consistency from tiles", tlog.CheckTree(made, head.N, head.Hash, first, earlier))

	served, err := get(fmt.Sprintf("proofs/consistency?from=%d&to=%d", first, head.N))
	fail("consistency", err)
	proof := hashes(strings.Fields(string(served)))
	fail("consistency as served", tlog.CheckTree(proof, head.N, head.Hash, first, earlier))
	for _, position := range os.Args[5:] {
		checkReceipt(position, key)
	}
	fmt.Println(head.N)
}
