// Checks an exported log with software that is not ours: notes, trees and tiles are those of golang.org/x/mod/sumdb.
//
//	go run verify.go log FOLDER POLICY [SIZE ROOT]   FOLDER holds checkpoint and tile/; SIZE and ROOT are an earlier checkpoint
//	go run verify.go notes                           lines of base64 notes on standard input: one line "open" or "refused" each, after the keys
//
// With Debian's golang-go and golang-golang-x-mod-dev: GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go …
package main

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies lines of type 04, cosignature/v1, which sumdb does not know.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.id }
func (c cosigner) Verify(text, line []byte) bool {
	if len(line) != 72 {
		return false
	}
	time := binary.BigEndian.Uint64(line)
	message := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), text...)
	return time > 0 && ed25519.Verify(c.key, message, line[8:])
}

func verifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("no key: " + vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 {
		return nil, errors.New("no key: " + vkey)
	}
	if key[0] == 1 {
		return note.NewVerifier(vkey)
	}
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	id, err := hex.DecodeString(parts[1])
	if err != nil || key[0] != 4 || string(id) != string(hash[:4]) {
		return nil, errors.New("no cosigner's key: " + vkey)
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(id), key[1:]}, nil
}

// trusted reads the keys of a trust policy; how many of them are needed is for the caller to say.
func trusted(policy string) (keys []note.Verifier, err error) {
	for _, line := range strings.Split(policy, "\n") {
		words := strings.Fields(line)
		at := map[string]int{"log": 1, "witness": 2}[append(words, "")[0]]
		if at == 0 || len(words) <= at {
			continue
		}
		key, err := verifier(words[at])
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// tiles reads the tiles of a folder; a path of sumdb names the height as well.
type tiles struct{ folder string }

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}
func (t tiles) read(tile tlog.Tile) ([]byte, error) {
	return os.ReadFile(filepath.Join(t.folder, t.path(tile)))
}
func (t tiles) ReadTiles(wanted []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range wanted {
		read, err := t.read(tile)
		if err != nil {
			return nil, err
		}
		data = append(data, read)
	}
	return data, nil
}

func entries(folder string, size int64) (all [][]byte, err error) {
	for number := int64(0); number*256 < size; number++ {
		tile := tlog.Tile{H: 8, L: 0, N: number, W: 256}
		if size-number*256 < 256 {
			tile.W = int(size - number*256)
		}
		path := strings.Replace(tiles{folder}.path(tile), "tile/0/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return nil, err
		}
		for len(data) >= 2 {
			length := int(binary.BigEndian.Uint16(data))
			if len(data) < 2+length {
				return nil, errors.New("a bundle ends early")
			}
			all, data = append(all, data[2:2+length]), data[2+length:]
		}
	}
	if int64(len(all)) != size {
		return nil, fmt.Errorf("%d entries, not %d", len(all), size)
	}
	return all, nil
}

// everyNth entry is proven through the tiles: often enough that every tile is read.
const everyNth = 101

// checkRoot computes the root anew from every entry.
func checkRoot(all [][]byte, tree tlog.Tree) error {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (found []tlog.Hash, err error) {
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for index, entry := range all {
		hashes, err := tlog.StoredHashes(int64(index), entry, reader)
		if err != nil {
			return err
		}
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err == nil && root != tree.Hash {
		err = errors.New("the entries are not those of the checkpoint")
	}
	return err
}

func checkLog(folder, policyFile string, old []string) error {
	policy, err := os.ReadFile(policyFile)
	if err != nil {
		return err
	}
	keys, err := trusted(string(policy))
	if err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	opened, err := note.Open(data, note.VerifierList(keys...))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		return errors.New("no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, tiles{folder})
	all, err := entries(folder, size)
	if err != nil {
		return err
	}
	if err := checkRoot(all, tree); err != nil {
		return err
	}
	for index := int64(0); index < size; index += everyNth {
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(all[index])); err != nil {
			return fmt.Errorf("entry %d: %v", index, err)
		}
	}
	if len(old) == 2 {
		before, err := strconv.ParseInt(old[0], 10, 64)
		if err != nil {
			return err
		}
		beforeRoot, err := tlog.ParseHash(old[1])
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(size, before, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, size, root, before, beforeRoot); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d entries, %d signatures\n", lines[0], size, len(opened.Sigs))
	return nil
}

// checkNotes reads a line of keys, then notes, so that two implementations can be held against each other.
func checkNotes() error {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	input.Scan()
	var keys []note.Verifier
	for _, vkey := range strings.Fields(input.Text()) {
		key, err := verifier(vkey)
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	for input.Scan() {
		data, err := base64.StdEncoding.DecodeString(input.Text())
		if err != nil {
			return err
		}
		if _, err := note.Open(data, note.VerifierList(keys...)); err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println("open")
		}
	}
	return input.Err()
}

func main() {
	err := errors.New("say what to do: log FOLDER POLICY [SIZE ROOT], or notes")
	if len(os.Args) >= 4 && os.Args[1] == "log" {
		err = checkLog(os.Args[2], os.Args[3], os.Args[4:])
	} else if len(os.Args) == 2 && os.Args[1] == "notes" {
		err = checkNotes()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}
