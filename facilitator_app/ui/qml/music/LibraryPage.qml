// The library: the folders it watches, and every piece in them with what is known of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: page

    required property LibraryView library
    required property ListenView listen
    required property Item over
    readonly property bool empty: library.folders.length === 0

    spacing: 12

    Say { objectName: "library.about"; visible: page.empty; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; text: qsTr("playlist.library_about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }

    Flow {
        Layout.fillWidth: true
        spacing: 8

        Repeater {
            model: page.library.folders

            Button {
                required property var modelData

                objectName: "library.folder." + modelData.name
                glyph: modelData.there ? "folder" : "attention"
                leftPadding: 16
                text: modelData.there ? modelData.name : modelData.name + " · " + qsTr("playlist.not_there")
                onClicked: { leaving.path = modelData.path; leaving.name = modelData.name; leaving.open = true }
            }
        }

        Button { objectName: "library.watch"; kind: page.empty ? "primary" : "quiet"; glyph: "plus"; text: qsTr("playlist.watch"); onClicked: page.library.add_folder() }
        Button { objectName: "library.measure"; visible: !page.empty && !page.library.busy; glyph: "level"; text: qsTr("playlist.measure"); onClicked: page.library.measure() }
        Button { objectName: "library.stop"; visible: page.library.busy; glyph: "close"; text: qsTr("playlist.stop"); onClicked: page.library.stop() }
    }

    FieldError { objectName: "library.error"; Layout.fillWidth: true; text: page.library.form.general }
    Say { objectName: "library.told"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: page.library.told }

    LibraryList { name: "library"; visible: !page.empty; Layout.fillWidth: true; Layout.fillHeight: true; Layout.minimumHeight: 150 * Theme.factor; library: page.library; listen: page.listen; onPicked: path => page.library.show(path) }
    Item { visible: page.empty; Layout.fillHeight: true }

    PieceSheet { objectName: "piece"; parent: page.over; library: page.library }

    Sheet {
        id: leaving

        property string path: ""
        property string name: ""

        objectName: "leaving_folder"
        parent: page.over
        title: name
        onClosed: open = false
        actions: Button { objectName: "leaving_folder.leave"; text: qsTr("playlist.leave_folder").arg(leaving.name); onClicked: { page.library.leave_folder(leaving.path); leaving.closed() } }

        Say { Layout.fillWidth: true; kind: "caption"; text: leaving.path; wrapMode: Text.Wrap }
    }
}
