// The baseline of ledger-tree.ts: the same records appended with golang.org/x/mod/sumdb/tlog.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// processor is the user time of this process in ms.
func processor() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Sec)*1000 + float64(usage.Utime.Usec)/1000
}

func main() {
	records, err := strconv.ParseInt(os.Args[1], 10, 64)
	if err != nil {
		panic(err)
	}
	var kept []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = kept[index]
		}
		return found, nil
	})
	data := make([]byte, 200)
	start, before := time.Now(), processor()
	for at := int64(0); at < records; at++ {
		binary.BigEndian.PutUint32(data, uint32(at))
		hashes, err := tlog.StoredHashes(at, data, reader)
		if err != nil {
			panic(err)
		}
		kept = append(kept, hashes...)
	}
	root, err := tlog.TreeHash(records, reader)
	if err != nil {
		panic(err)
	}
	ms := float64(time.Since(start).Microseconds()) / 1000
	fmt.Printf(`{"figures":{"ms":%f,"processor":%f,"a second":%f,"kept":%d},"checksum":"%s"}`+"\n",
		ms, processor()-before, float64(records)/ms*1000, len(kept), base64.StdEncoding.EncodeToString(root[:]))
}
